module m

require github.com/a/b v1.0.5

replace github.com/a/b => github.com/a/b v1.0.5
