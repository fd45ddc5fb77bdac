#include "ui/profiles/profiletemplates.h"

namespace inia::ui {

namespace {

using Section = TemplateField::Section;

TemplateField region(const char* value)
{
    return {"region", Section::Config, "Region", "eu-central-1", value, false};
}

std::vector<TemplateField> keyFields(const char* id, const char* secret)
{
    return {{"aws_access_key_id", Section::Credentials, "Access key id", "", id, true},
            {"aws_secret_access_key", Section::Credentials, "Secret access key", "", secret, true, true}};
}

std::vector<TemplateField> storeFields(const char* endpoint, const char* regionName, const char* id = "",
                                       const char* secret = "")
{
    auto fields = keyFields(id, secret);
    fields.insert(fields.begin(),
                  {"endpoint_url", Section::Config, "Endpoint", "https://s3.example.com", endpoint, true});
    fields.push_back(region(regionName));
    return fields;
}

KeyChange pathStyle()
{
    return {"s3", "path", "addressing_style"};
}

// Stores that know no checksums but MD5 refuse requests that carry others.
std::vector<KeyChange> fewChecksums(std::vector<KeyChange> others = {})
{
    others.push_back({"request_checksum_calculation", "when_required", {}});
    others.push_back({"response_checksum_validation", "when_required", {}});
    return others;
}

std::vector<ProfileTemplate> makeTemplates()
{
    auto aws = keyFields("", "");
    aws.push_back(region(""));
    return {
        {"AWS access key", std::move(aws), {}},
        {"AWS Identity Center",
         {{"sso_session", Section::Config, "Name of the sign-in", "acme", "", true},
          {"sso_start_url", Section::SignIn, "Start URL", "https://acme.awsapps.com/start", "", true},
          {"sso_region", Section::SignIn, "Region of the sign-in", "eu-central-1", "", true},
          {"sso_account_id", Section::Config, "Account", "123456789012", "", true},
          {"sso_role_name", Section::Config, "Role", "Developer", "", true},
          region("")},
         {}},
        {"AWS role",
         {{"role_arn", Section::Config, "Role ARN", "arn:aws:iam::123456789012:role/Admin", "", true},
          {"source_profile", Section::Config, "Keys of profile", "default", "", true},
          {"mfa_serial", Section::Config, "MFA device", "arn:aws:iam::123456789012:mfa/ann", "", false},
          {"external_id", Section::Config, "External id", "", "", false},
          region("")},
         {}},
        {"MinIO", storeFields("http://localhost:9000", "us-east-1"), {pathStyle()}},
        {"Cloudflare R2", storeFields("https://ACCOUNT.r2.cloudflarestorage.com", "auto"), fewChecksums()},
        {"Backblaze B2", storeFields("https://s3.us-west-004.backblazeb2.com", "us-west-004"),
         fewChecksums()},
        {"Wasabi", storeFields("https://s3.eu-central-1.wasabisys.com", "eu-central-1"), fewChecksums()},
        {"Ceph", storeFields("", "us-east-1"), fewChecksums({pathStyle()})},
        {"Google Cloud Storage", storeFields("https://storage.googleapis.com", "auto"),
         fewChecksums({pathStyle()})},
        {"LocalStack", storeFields("http://localhost:4566", "us-east-1", "test", "test"), {pathStyle()}},
        {"moto", storeFields("http://localhost:5000", "us-east-1", "testing", "testing"), {pathStyle()}},
    };
}

} // namespace

const std::vector<ProfileTemplate>& profileTemplates()
{
    static const auto templates = makeTemplates();
    return templates;
}

const ProfileTemplate& templateOf(const Profile& profile)
{
    const auto& all = profileTemplates();
    if (profile.find("sso_session") != nullptr)
        return all[1];
    if (profile.find("role_arn") != nullptr)
        return all[2];
    return profile.find("endpoint_url") != nullptr ? all[3] : all[0];
}

} // namespace inia::ui
