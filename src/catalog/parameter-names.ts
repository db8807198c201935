/** What the parameters of a form's action are called. Asked only of parameters without a type. */

/** The data of the form. */
export const formDataName = /^_*(?:form_?data|fd)$/i;
/** The state before it. */
export const stateName = /^_*(?:(?:prev(?:ious)?|initial|current|last|old)(?:_?(?:form_?)?state)?|(?:form_?)?state)$/i;
