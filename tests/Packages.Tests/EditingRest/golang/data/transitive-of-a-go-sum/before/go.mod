module m

go 1.16

require github.com/b/c v1.0.0
