import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

/** Pushes what happened to every open window. */
export class News {
  private readonly sockets: any;

  constructor(server: Server) {
    this.sockets = new WebSocketServer({ server, path: '/news' });
  }

  tell(what: string, about: object): void {
    for (const socket of this.sockets.clients) {
      socket.send(JSON.stringify({ what, ...about }));
    }
  }

  close(): void {
    for (const socket of this.sockets.clients) {
      socket.terminate();
    }
    this.sockets.close();
  }
}
