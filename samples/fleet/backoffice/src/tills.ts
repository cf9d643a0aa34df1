import semver from 'semver';

export interface Till {
  shop: string;
  version: string;
}

/** Tills before 4.2 round differently; they have to be updated before the sale. */
export function outdated(tills: Till[], wanted = '>=4.2.0'): Till[] {
  return tills.filter((till) => !semver.satisfies(semver.coerce(till.version) ?? '0.0.0', wanted));
}
