import fetch from 'node-fetch';

/** One service's answer; what it says wrong is passed on with its name. */
export async function ask(service: string, address: string): Promise<unknown> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } });
  if (!answer.ok) {
    throw new Error(`${service} answered ${answer.status}`);
  }
  return answer.json();
}
