module m

require g.h/o/codegen/v2 v2.4.1 // indirect

tool g.h/o/codegen/v2/cmd/codegen
