from setuptools import setup

setup(
    name='app',
    install_requires=[
        'requests==2.31.0',  # http
        "idna>=3.7,<3.8",
    ],
    extras_require={'tls': ['requests == 2.31.0', 'certifi']},
)
