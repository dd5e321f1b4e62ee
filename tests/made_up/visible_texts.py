"""What a reader sees of a page in a browser."""

# Every visible text inside the elements that a selector finds, with its size in pixels and its
# contrast to the background (WCAG 2.2), of what shines through too. Pictures are left out, because
# their letters are shapes.
VISIBLE_TEXTS = """
(within) => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const linear = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const luminance = (parts) => {
    const [red, green, blue] = parts.map((part) => linear(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const background = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const parts = channels(getComputedStyle(each).backgroundColor);
      if (parts.length === 3 || parts[3] === 1) return parts;
    }
    return [255, 255, 255];
  };
  const opacity = (element) => {
    let product = 1;
    for (let each = element; each; each = each.parentElement) {
      product *= Number(getComputedStyle(each).opacity);
    }
    return product;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.closest(within) || element.closest('svg')) continue;
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const back = background(element);
    const [red, green, blue, alpha = 1] = channels(style.color);
    const share = alpha * opacity(element);
    const front = [red, green, blue].map((part, at) => part * share + back[at] * (1 - share));
    const pair = [luminance(front), luminance(back)].sort((a, b) => a - b);
    found.push({
      text: text.slice(0, 40),
      size: parseFloat(style.fontSize),
      contrast: (pair[1] + 0.05) / (pair[0] + 0.05),
    });
  }
  return found;
}
"""
