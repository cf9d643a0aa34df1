from setuptools import setup

setup(
    name='app',
    install_requires=[
        'requests==2.28.1',  # http
        "idna>=3,<3.7",
    ],
    extras_require={'tls': ['requests == 2.28.1', 'certifi']},
)
