#pragma once

#include "core/identity/keystore.h"

#include <memory>

namespace inia {

/// The keychain of the desktop that this program runs in (the Secret Service of gnome-keyring or KWallet). A
/// build without QtKeychain has one that answers everything with NoKeychain.
///
/// On Linux it is asked by GLib: its callbacks come only where Qt's event loop is GLib's.
[[nodiscard]] std::shared_ptr<KeyStore> systemKeyStore();

} // namespace inia
