declare module 'jsonwebtoken';
declare module 'node-fetch';
declare module 'semver';
declare module 'ws';
