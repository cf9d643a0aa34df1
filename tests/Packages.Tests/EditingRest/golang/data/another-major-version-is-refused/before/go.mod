module m

require github.com/a/b/v2 v2.1.0
