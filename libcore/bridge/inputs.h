// The inputs that say who asks a realm for what. Internal to bridge/.
#pragma once

#include "bridge/operations.h"

namespace pkit {

inline constexpr Input kRealmInput =
    input<&EnrolRequest::realm>("realm", "REALM", "the realm that it is about").needed();
inline constexpr Input kUsernameInput =
    input<&EnrolRequest::username>("username", "U", "who logs in to the dependent realm");
inline constexpr Input kPasswordInput =
    secret<&EnrolRequest::password>("password-file", "FILE", "the user's password; - is standard input");
inline constexpr Input kIdentityInput =
    document<&EnrolRequest::identity, &EnrolRequest::identity_name>(
        "identity", "FILE", "in place of a login, a userIdentity as JSON: an operator's word")
        .stays();
inline constexpr Input kDeviceInput =
    input<&EnrolRequest::device_id>("device-id", "D", "the device that the certificate is for");
inline constexpr Input kAppInput =
    input<&EnrolRequest::app_id>("app-id", "A", "the application that the certificate is for");

}  // namespace pkit
