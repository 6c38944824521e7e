#include "pkit/exits.h"

#include <algorithm>
#include <iterator>

namespace pkit::app {

namespace {

constexpr ExitRow kExits[] = {
    {0, "done, allowed, valid"},
    {1, "internal error"},
    {2, "usage"},
    {3, "denied, or the answer is no"},
    {4, "pending: stored, waits for approval"},
    {5, "input invalid (CSR, certificate, JSON)"},
    {6, "not found"},
    {7, "conflict or illegal state"},
    {8, "authentication failed"},
    {9, "state locked, corrupt, not writable, disk full"},
    {10, "configuration or handler failure"},
    {11, "not due"},
    {12, "logged in, but no certificate may be had"},
};

constexpr int kGravestFirst[] = {1, 9, 10, 2, 5, 8, 7, 6, 3, 12, 4, 11, 0};

}  // namespace

std::span<const ExitRow> exit_codes() { return kExits; }

int worse(int a, int b) {
  const int either[] = {a, b};
  return *std::find_first_of(std::begin(kGravestFirst), std::end(kGravestFirst), std::begin(either), std::end(either));
}

}  // namespace pkit::app
