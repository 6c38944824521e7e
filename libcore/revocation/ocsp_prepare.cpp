// ocsp prepare: an answer for each certificate, signed beforehand, for a plain web server.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "home/staging_place.h"
#include "revocation/ocsp.h"
#include "revocation/ocsp_files.h"
#include "revocation/ocsp_status.h"
#include "revocation/responder.h"

namespace pkit {

namespace {

constexpr Input kPrepareOcspInputs[] = {
    input_as<AsDirectory, &OcspPrepareRequest::out>("out", "the directory for the answers, which is replaced whole")
        .needed(),
    input<&OcspPrepareRequest::authority>("authority", "NAME",
                                          "for this authority alone; by default all whose keys are here")
        .completes(Completion::authority),
    input_as<AsCrlLife, &OcspPrepareRequest::next_update>("next-update", "how long they are good for, 2d by default"),
};

/// What one answer says.
struct Question {
  std::size_t issuer;
  Bytes serial;
  std::optional<Time> revoked_at;
  std::string reason;
};

struct Answering {
  CrlIssuer issuer;
  authority::Responder responder;
  x509::OcspFields times;
};

std::vector<Answering> answering(Session& session, const OcspPrepareRequest& request, Time now,
                                 std::vector<std::string>& warnings) {
  std::vector<Answering> all;
  for (CrlIssuer& issuer : ocsp_issuers(session, request.authority, now)) {
    std::optional<authority::Responder> responder = renewed_responder(session, issuer, now);
    if (!responder) {
      warnings.push_back("nobody can answer for " + issuer.name() + ": its key is not in " +
                         issuer.places.front().file.string());
      continue;
    }
    x509::OcspFields times = ocsp_times(now, request.next_update, responder->certificate);
    all.push_back({std::move(issuer), std::move(*responder), std::move(times)});
  }
  if (all.empty())
    throw Error(Kind::not_found, "ocsp.issuer", "there is no issuer here that answers could be for",
                "see pkit authority show");
  return all;
}

/// What has not ended, at one moment.
std::vector<Question> questions(Session& session, const std::vector<Answering>& all, Time now) {
  std::vector<Question> list;
  session.state.read([&](store::Read& read) {
    for (std::size_t i = 0; i < all.size(); ++i)
      for (const std::string& row : all[i].issuer.rows)
        store::crls::each_unexpired(read, row, now, [&](const store::crls::Entry& entry, bool revoked) {
          list.push_back({i, Bytes(entry.serial.begin(), entry.serial.end()),
                          revoked ? std::optional(entry.revoked_at) : std::nullopt, std::string(entry.reason)});
        });
  });
  return list;
}

void write_answer(AnswerFiles& files, const Answering& by, const Question& question) {
  const x509::Certificate& issuer = by.issuer.certificate;
  x509::OcspFields fields = by.times;
  fields.statuses = {ocsp_status(x509::ocsp_id_for(issuer, question.serial), question.revoked_at, question.reason)};
  files.write(x509::ocsp_request_for(issuer, question.serial),
              x509::write_ocsp_answer(fields, by.responder.certificate, by.responder.key));
}

/// As many threads as there are processors; the first failure ends all of them.
void write_all_answers(const Path& directory, const std::vector<Answering>& all, const std::vector<Question>& list,
                       const Listener& listener) {
  std::atomic<std::size_t> next = 0, done = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      AnswerFiles files(directory);
      for (std::size_t i = next++; i < list.size(); i = next++) {
        write_answer(files, all[list[i].issuer], list[i]);
        ++done;
      }
    } catch (const std::exception&) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
      next = list.size();
    }
  };
  std::atomic<int> running = 0;
  {
    std::vector<std::jthread> threads;
    const unsigned count = std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i) {
      ++running;
      threads.emplace_back([&] {
        work();
        --running;
      });
    }
    while (running > 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      listener.advanced(done, list.size());
    }
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

Outcome prepare_ocsp(Session& session, const OcspPrepareRequest& request, const Listener& listener) {
  const Time now = operation_time(session, true);
  require_answer_directory(request.out);
  Outcome outcome;
  const Fd home_lock = lock_beside(session.world, session.home.database());  // the last one is the newest
  const std::vector<Answering> all = answering(session, request, now, outcome.warnings);
  const std::vector<Question> list = questions(session, all, now);
  const Fd lock = lock_beside(session.world, request.out);
  const StagingPlace place = make_beside(session.world, request.out, [](const Path&) { return false; });
  const RemoveAll cleanup{place.directory};
  write_all_answers(place.directory, all, list, listener);
  publish_answers(place.directory, request.out);
  std::int64_t revoked = 0;
  for (const Question& question : list) revoked += question.revoked_at ? 1 : 0;
  Time until = all.front().times.next_update;
  for (const Answering& one : all) until = std::min(until, one.times.next_update);
  outcome.data = Value::map({{"directory", request.out.string()},
                             {"answers", static_cast<std::int64_t>(list.size())},
                             {"revoked", revoked},
                             {"thisUpdate", print_time(all.front().times.this_update)},
                             {"nextUpdate", print_time(until)}});
  return outcome;
}

constinit const Operation kPrepareOcsp = operation<OcspPrepareRequest, prepare_ocsp>(
    {.name = "ocsp prepare", .inputs = kPrepareOcspInputs, .data = &shape::prepared_answers});

}  // namespace pkit
