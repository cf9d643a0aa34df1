module m

require github.com/a/b latest
