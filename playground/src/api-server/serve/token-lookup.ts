// Answers whose a token is, for TokenReviews.
import type { User } from "../authentication.ts";

export type TokenLookup = (token: string) => User | undefined;

/** The status of a TokenReview. */
export function userFromToken(lookup: TokenLookup, token: string): object {
  const user = lookup(token);
  if (!user) return { user: {}, error: "[invalid bearer token]" };
  return { authenticated: true, user: { username: user.name, groups: user.groups } };
}
