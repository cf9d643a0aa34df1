"""A project: 'docstring==1.0' is no requirement."""
from setuptools import setup, find_packages

# install_requires=['commented==1.0'],
VERSION = '1.0.0'
EXTRA = 'elsewhere==2.0.0'
NAMES = ['not-a-requirement', 'range-elsewhere>=2.0']

setup(
    name='tracker',
    version=VERSION,
    packages=find_packages(exclude=['tests']),
    python_requires='>=3.8',
    setup_requires=['wheel'],
    install_requires=[
        'Flask==2.3.2', "requests>=2.31,<3",
        'attrs',
        'pywin32==306; sys_platform == "win32"',
        # 'gone==1.0',
        'version-of-%s==1.0' % VERSION,
        f'formatted=={VERSION}',
        '{}==1.0'.format('x'),
        'at @ https://files.example/at.zip',
    ],
    extras_require={
        'dev': ['pytest==8.0.0'],
        'docs': [
            'sphinx',
        ],
    },
    classifiers=[
        'Programming Language :: Python :: 3',
    ],
)
