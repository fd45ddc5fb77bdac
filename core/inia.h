#pragma once

// All that a program needs which embeds Inia: sessions, clients, resources and their helpers, and core/sync
// for programs without a window.

// IWYU pragma: begin_exports
#include "core/client/client.h"
#include "core/dynamodb/nativeclient.h"
#include "core/observe/exchangelog.h"
#include "core/paging/pagecursor.h"
#include "core/paging/paginator.h"
#include "core/policy/effect.h"
#include "core/presign/presigner.h"
#include "core/resource/resource.h"
#include "core/resource/resourcereply.h"
#include "core/session/session.h"
#include "core/sync/client.h"
#include "core/sync/program.h"
#include "core/waiting/waiter.h"
// IWYU pragma: end_exports
