module m

require golang.org/x/crypto v0.0.0-20211202192323-5770296d904e
