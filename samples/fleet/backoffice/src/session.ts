import jwt from 'jsonwebtoken';

export interface Session {
  user: string;
  roles: string[];
}

const twelveHours = 12 * 60 * 60;

export function open(session: Session, secret: string): string {
  return jwt.sign({ ...session }, secret, { algorithm: 'HS256', expiresIn: twelveHours });
}

/** Null for a session that is over or that somebody made up. */
export function read(token: string, secret: string): Session | null {
  try {
    const { user, roles } = jwt.verify(token, secret, { algorithms: ['HS256'] }) as Session;
    return { user, roles };
  } catch {
    return null;
  }
}
