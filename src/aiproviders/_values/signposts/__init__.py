"""What objects lack, and where it is.

`guided` makes an object answer a name that it lacks with an error, which `answer` words; `table`
says what to write.
"""
