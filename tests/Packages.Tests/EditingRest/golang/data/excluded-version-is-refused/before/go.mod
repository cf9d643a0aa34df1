module m

require github.com/a/b v1.0.0

exclude github.com/a/b v1.0.5
