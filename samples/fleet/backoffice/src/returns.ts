import moment from 'moment';

export interface Order {
  id: number;
  delivered: string | null;
  outlet: boolean;
}

/** Until when the customer may send it back: 30 days, 14 for outlet goods; null before it arrived. */
export function returnableUntil(order: Order): string | null {
  if (order.delivered === null) {
    return null;
  }
  return moment.utc(order.delivered, 'YYYY-MM-DD').add(order.outlet ? 14 : 30, 'days').format('YYYY-MM-DD');
}

export function mayReturn(order: Order, today: string): boolean {
  const until = returnableUntil(order);
  return until !== null && !moment.utc(today).isAfter(until, 'day');
}
