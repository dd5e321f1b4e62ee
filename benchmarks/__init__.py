"""How the package compares, as ratios of interleaved runs; `python -m benchmarks` prints all."""
