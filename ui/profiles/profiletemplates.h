#pragma once

#include "core/config/profile.h"
#include "core/config/profileeditor.h"

#include <QtCore/QString>

#include <vector>

namespace inia::ui {

// A value that a person is asked for.
struct TemplateField {
    enum class Section { Config, Credentials, SignIn }; // SignIn: the sso-session that the profile names
    const char* key;
    Section section;
    const char* label;
    const char* hint; // an example
    const char* value;
    bool needed;
    bool secret = false;
};

// A way to get at a service, as data: what is asked for and what is written besides.
struct ProfileTemplate {
    const char* name;
    std::vector<TemplateField> fields;
    std::vector<KeyChange> fixed;
};

[[nodiscard]] const std::vector<ProfileTemplate>& profileTemplates();
// The one whose fields suit the profile best.
[[nodiscard]] const ProfileTemplate& templateOf(const Profile& profile);

} // namespace inia::ui
