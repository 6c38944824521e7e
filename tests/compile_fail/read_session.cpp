// What a stage before Bind may do with what it is given. ATTEMPT 0 reads, and compiles; to write must not.
#include "home/session.h"

namespace pkit {

#if ATTEMPT == 0
void look(const ReadSession& session) {
  session.state.read([](store::Read&) {});
}
#elif ATTEMPT == 1  // by the database
void change(const ReadSession& session) {
  session.database.write([](store::Write&) {});
}
#elif ATTEMPT == 2  // by what it reads through
void change(const ReadSession& session) {
  session.state.write([](store::Write&) {});
}
#elif ATTEMPT == 3  // by a statement
void change(const ReadSession& session) {
  session.state.read([](store::Read& read) { read.execute("DELETE FROM events", {}); });
}
#elif ATTEMPT == 4  // by taking it for more than it is
void use(Session& session);
void change(ReadSession& session) { use(session); }
#endif

}  // namespace pkit
