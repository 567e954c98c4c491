/** Persons are all kinds but the known machines; see `isPerson` of the domain. Of an unknown kind nobody can say. */
export const IS_PERSON = "kind NOT IN ('AGENT', 'EGRESS', 'INGRESS')";
