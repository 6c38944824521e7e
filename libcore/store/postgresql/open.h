// The engine for many hosts: a state in a database of PostgreSQL, which brings replication and failover with it.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"

namespace pkit::store {

/// The name of a service in libpq's service file: up to 64 of [A-Za-z0-9._-]. Error{usage "store.place"}.
void require_service(const std::string& service);

/// SERIALIZABLE transactions, one writer at a time, as the event chain wants it anyway; what try_again.h says is run
/// again. A commit in which the connection is lost is asked for, by an id of its own, once whoever may still work on it
/// has ended: it is there, or it will never be and is run again; Error{state "store.outcome"} where half a minute does
/// not tell. `alone` is `existing`. `world` outlives the database.
std::unique_ptr<Database> open_postgresql(const std::string& service, Open how, const World& world);

}  // namespace pkit::store
