module a

require github.com/x/y v0.9.0
