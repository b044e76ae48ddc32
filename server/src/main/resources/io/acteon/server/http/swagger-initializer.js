// validatorUrl null: the page must not send the description to an outside service.
window.ui = SwaggerUIBundle({
  url: "/api-doc/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "BaseLayout"
});
