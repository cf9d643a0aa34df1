module a

require github.com/x/y v1.2.0
