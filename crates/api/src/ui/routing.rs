//! The routes of pages and forms, and a list of them.
//!
//! axum's router does not tell what it routes. This one does, so that a test can ask for every page as everybody, and
//! fails for a route that it does not know.

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::MethodRouter;

/// Routes, and which they are.
pub(crate) struct Router<S> {
    routes: axum::Router<S>,
    known: Vec<(Method, String)>,
}

/// What answers at one path, by method.
pub(crate) struct Methods<S> {
    routes: MethodRouter<S>,
    known: Vec<Method>,
}

/// A page.
pub(crate) fn get<H: Handler<T, S>, T: 'static, S: Clone + Send + Sync + 'static>(
    handler: H,
) -> Methods<S> {
    Methods {
        routes: axum::routing::get(handler),
        known: vec![Method::GET],
    }
}

/// A form or a verb.
pub(crate) fn post<H: Handler<T, S>, T: 'static, S: Clone + Send + Sync + 'static>(
    handler: H,
) -> Methods<S> {
    Methods {
        routes: axum::routing::post(handler),
        known: vec![Method::POST],
    }
}

impl<S: Clone + Send + Sync + 'static> Methods<S> {
    /// The form that a page at the same path shows.
    pub(crate) fn post<H: Handler<T, S>, T: 'static>(mut self, handler: H) -> Self {
        self.known.push(Method::POST);
        Self {
            routes: self.routes.post(handler),
            known: self.known,
        }
    }
}

impl<S: Clone + Send + Sync + 'static> Router<S> {
    /// No route yet.
    pub(crate) fn new() -> Self {
        Self {
            routes: axum::Router::new(),
            known: Vec::new(),
        }
    }

    /// Adds what answers at a path.
    pub(crate) fn route(mut self, path: &str, methods: Methods<S>) -> Self {
        self.known.extend(
            methods
                .known
                .into_iter()
                .map(|method| (method, path.to_owned())),
        );
        Self {
            routes: self.routes.route(path, methods.routes),
            known: self.known,
        }
    }

    /// Adds the routes of another.
    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.known.extend(other.known);
        Self {
            routes: self.routes.merge(other.routes),
            known: self.known,
        }
    }

    /// Bounds the bodies of the routes so far.
    pub(crate) fn layer(self, most: DefaultBodyLimit) -> Self {
        Self {
            routes: self.routes.layer(most),
            known: self.known,
        }
    }

    /// The routes, and which they are.
    pub(crate) fn into_parts(self) -> (axum::Router<S>, Vec<(Method, String)>) {
        (self.routes, self.known)
    }
}
