import type ts from 'typescript';

/** The members of a union, or the one type that there is. */
export function typesOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}
