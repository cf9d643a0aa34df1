module m

<<<<<<< HEAD
require github.com/a/b v1.0.0
=======
require github.com/a/b v1.0.1
>>>>>>> x
