"""Models, their scores, and the events that their dates make.

Start with `model`; a `Model` has `ModelScores`, and a timeline asks `model_events`.
"""
