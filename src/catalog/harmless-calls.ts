/** Calls that throw no error of their own at who calls them: what a function does outside of its `try` without ceasing to give its errors back. */

/** Functions of Next.js, which throw nothing or what Next.js itself catches, and those that only fetch who calls. */
export const harmlessFunction =
  /^(?:(?:unstable_)?noStore|connection|cookies|headers|draftMode|revalidatePath|revalidateTag|updateTag|refresh|redirect|permanentRedirect|notFound|forbidden|unauthorized|auth|getServerSession|getSession|getCurrentSession|currentUser|getUser|getCurrentUser|safeParse|safeParseAsync|spa)$/;

/** Methods and functions of the language, where nothing awaits them: a method of a database may be called the same. */
export const harmlessMethod =
  /^(?:get|getAll|has|entries|keys|values|trim|toLowerCase|toUpperCase|toString|toISOString|map|filter|some|every|includes|split|join|push|slice|replace|replaceAll|startsWith|endsWith|fromEntries|now|random|String|Number|Boolean|parseInt|parseFloat|isArray|isNaN|flatten|format)$/;
