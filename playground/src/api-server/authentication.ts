// Who is asking: bearer tokens from a table that lives as long as the server.
import { randomBytes } from "node:crypto";
import { unauthorized } from "./refusals.ts";

export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/** The users the playground knows. `admin` may do everything; `viewer` may only read; the rest are the cluster's own parts. */
export const USERS: Readonly<Record<UserName, User>> = {
  admin: { name: "admin", groups: ["system:masters"] },
  viewer: { name: "viewer", groups: ["viewers"] },
  operator: {
    name: "system:serviceaccount:seldon-system:seldon-manager",
    groups: ["system:serviceaccounts", "system:serviceaccounts:seldon-system", "playground:system"],
  },
  kubelet: { name: "system:node:playground", groups: ["system:nodes", "playground:system"] },
  controllers: { name: "system:kube-controller-manager", groups: ["playground:system"] },
};

export type UserName = "admin" | "viewer" | "operator" | "kubelet" | "controllers";

const USER_NAMES: readonly UserName[] = ["admin", "viewer", "operator", "kubelet", "controllers"];
const ANONYMOUS: User = { name: "system:anonymous", groups: ["system:unauthenticated"] };

export interface Tokens {
  /** The user's present token. */
  of(user: UserName): string;
  /** Makes a new token for a user; the old one is answered with 401 from then on. */
  replace(user: UserName): string;
  /** The user behind an Authorization header. Throws 401 where the token is unknown; without a header it is `system:anonymous`. */
  authenticate(authorization: string | undefined): User;
  /** The user behind a token alone. */
  userOf(token: string): User | undefined;
}

/** A table with a fresh token for each user. */
export function createTokens(): Tokens {
  const tokens = new Map(USER_NAMES.map(user => [user, newToken()]));
  const userOf = (token: string): User | undefined => {
    const found = USER_NAMES.find(user => tokens.get(user) === token);
    return found && withAuthenticated(USERS[found]);
  };
  return {
    of: user => tokens.get(user) ?? "",
    replace(user) {
      const token = newToken();
      tokens.set(user, token);
      return token;
    },
    authenticate(authorization) {
      if (authorization === undefined || authorization === "") return ANONYMOUS;
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      const user = token === undefined ? undefined : userOf(token);
      if (!user) throw unauthorized();
      return user;
    },
    userOf,
  };
}

function withAuthenticated(user: User): User {
  return { name: user.name, groups: [...user.groups, "system:authenticated"] };
}

function newToken(): string {
  return randomBytes(16).toString("hex");
}
