"""演示数据 · an invented office and its believable year. Nobody and nothing in it is real."""
