module m

require g.h/a/sdk v25.1.0+incompatible
