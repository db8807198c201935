/** Names of functions that log or report, and of those that show a message. */

/** What is written down for the developer, and asked of a service, is not shown. */
export const logging =
  /^(?:console|log|logger|sentry|posthog|datadog|newrelic|bugsnag|rollbar)\b|(?:^|\.)(?:log|debug|info|warn|trace|capture\w*|report\w*|track\w*|log[A-Z]\w*)$/i;

/** Functions that show something to the visitor: the setter of a state, a toast, an alert. */
export const showingCall =
  /^(?:set(?!Timeout|Interval|Item)[A-Z]\w*|dispatch\w*|alert)$|toast|notif|snack|message|(?:show|add|on|display|handle)\w*(?:Error|Failure|Alert)/i;

/** Objects whose methods log or report. */
export const loggingObject = /^(?:console|log|logger|Sentry|posthog|analytics)$/;
