// Compares version numbers part by part, as pip and Seldon's releases count them.

/** True where `version` comes before `other`; parts that are not there count as 0, and what is no number as 0, too. */
export function isOlderVersion(version: string, other: string): boolean {
  const [own, theirs] = [partsOf(version), partsOf(other)];
  for (let index = 0; index < Math.max(own.length, theirs.length); index++) {
    const difference = (own[index] ?? 0) - (theirs[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function partsOf(version: string): readonly number[] {
  return version.split(/[.-]/).map(part => Number(part) || 0);
}
