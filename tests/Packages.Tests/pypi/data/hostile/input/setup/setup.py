setup(install_requires=['open
'fine==1.0']]]]]]} """
never closed
