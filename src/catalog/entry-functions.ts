/** Functions that Next.js calls by their exported name (13 and later; `proxy` since 16). */

/** How the framework's functions of a route are called. */
export const requestFunctions =
  /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|generateStaticParams|middleware|proxy|register|getServerSideProps|getStaticProps|getStaticPaths|getInitialProps)$/;

/** What Next.js calls by its name in a route's file, beside what renders. */
export const serverEntryFunctions = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|generateStaticParams|middleware|proxy|register)$/;
