export default {
  experimental: {
    // An origin is compared by its host alone: with a scheme it never matches.
    serverActions: { allowedOrigins: ['https://proxy.example.com'] },
  },
};
