module m

require g.h/a/sdk v26.0.0+incompatible
