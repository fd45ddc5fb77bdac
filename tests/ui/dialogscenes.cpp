#include "tests/ui/dialogscenes.h"

#include "core/model/servicemodel.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace inia::ui::gallery {

namespace {

constexpr const char* formModel = R"({"metadata": {}, "operations": {}, "shapes": {
  "Input": {"type": "structure", "required": ["MinCount", "MaxCount", "Tags"], "members": {
    "MinCount": {"shape": "Count"}, "MaxCount": {"shape": "Count"}, "Tags": {"shape": "Tags"},
    "ImageId": {"shape": "Text"}, "InstanceType": {"shape": "Type"}, "EbsOptimized": {"shape": "Flag"},
    "UserData": {"shape": "Bytes"}, "Until": {"shape": "When"}, "Options": {"shape": "Options"}}},
  "Count": {"type": "integer", "min": 1, "max": 100}, "Text": {"type": "string"}, "Flag": {"type": "boolean"},
  "When": {"type": "timestamp"}, "Bytes": {"type": "blob"},
  "Type": {"type": "string", "enum": ["t3.micro", "m6g.large"]},
  "Options": {"type": "structure", "members": {"Endpoint": {"shape": "Text"}}},
  "Tag": {"type": "structure", "members": {"Key": {"shape": "Text"}, "Value": {"shape": "Text"}}},
  "Tags": {"type": "list", "member": {"shape": "Tag"}}}})";

constexpr const char* formDocs = R"({"shapes": {"Input": {"members": {
  "MinCount": {"documentation": "<p>The least number to launch. If fewer fit, none is launched.</p>"},
  "MaxCount": {"documentation": "<p>The most number to launch. Between 1 and your account's limit.</p>"},
  "ImageId": {"documentation": "<p>The image. Needed unless a launch template names one.</p>"}}}}})";

const ServiceModel& model()
{
    static const ServiceModel made("ec2", Document::fromJson(formModel, "form").value());
    return made;
}

SessionInfo session(bool production)
{
    SessionInfo info;
    info.profile = production ? QStringLiteral("acme-prod") : QStringLiteral("sandbox-west");
    info.production = production;
    info.color = production ? Token::Session3 : Token::Session1;
    info.accountId = QStringLiteral("998877665544");
    info.region = QStringLiteral("us-west-2");
    return info;
}

Confirmation confirmation(bool production, bool destructive)
{
    Confirmation words;
    words.session = session(production);
    words.destructive = destructive;
    words.title = destructive ? QStringLiteral("Delete 12 objects in acme-prod-invoices?")
                              : QStringLiteral("Stop instance web-01 (i-05c0ffee41d2b7a90)");
    words.sentence = destructive ? QStringLiteral("Versioning is on: each object gets a delete marker. Older "
                                                  "versions stay and can be restored.")
                                 : QStringLiteral("Stops an Amazon EBS-backed instance.");
    if (destructive) {
        for (int i = 1; i <= 12; ++i)
            words.items.append(
                QStringLiteral("2026/07/invoice-2026-07-%1.pdf").arg(i, 2, 10, QLatin1Char('0')));
    }
    words.call = destructive ? QStringLiteral("Will call s3.DeleteObjects in acme-prod (us-west-2)")
                             : QStringLiteral("Will call ec2.StopInstances in sandbox-west (us-west-2)");
    words.button = destructive ? QStringLiteral("Delete 12 objects") : QStringLiteral("Stop instance");
    return words;
}

std::unique_ptr<QWidget> sideBySide(const Appearance& appearance, const QList<QDialog*>& dialogs, QSize size)
{
    auto window = std::make_unique<Area>(appearance, Token::Window);
    auto* line = new QHBoxLayout(window.get());
    line->setSpacing(16);
    for (QDialog* dialog : dialogs) {
        dialog->setWindowFlags(Qt::Widget);
        dialog->setAttribute(Qt::WA_StyledBackground);
        line->addWidget(dialog, 1);
        dialog->show();
    }
    window->resize(size);
    return window;
}

} // namespace

std::unique_ptr<QWidget> confirmations(const Appearance& appearance)
{
    auto* production = new ConfirmDialog(appearance, confirmation(true, true));
    production->nameField()->setText(QStringLiteral("acme-prod"));
    auto* write = new ConfirmDialog(appearance, confirmation(false, false));
    return sideBySide(appearance, {production, write}, {1120, 420});
}

std::unique_ptr<QWidget> actionForm(const Appearance& appearance)
{
    auto members = StructureField::Members::of(model().shape("Input"));
    Confirmation words = confirmation(false, false);
    words.title = QStringLiteral("Create instances");
    words.button = QStringLiteral("Create instances");
    auto* dialog = new ActionDialog(appearance, words, std::move(members), Value::emptyMap(),
                                    Document::fromJson(formDocs, "docs").value());
    dialog->form()->setValue(
        Value::map({{"MinCount", 1},
                    {"MaxCount", 0},
                    {"Tags", Value::list({Value::map({{"Key", "team"}, {"Value", "data"}})})},
                    {"InstanceType", "t3.micro"}}));
    (void)dialog->form()->check();
    return sideBySide(appearance, {dialog}, {700, 760});
}

std::unique_ptr<QWidget> results(const Appearance& appearance)
{
    auto* value = new JobDialog(appearance, session(false), QStringLiteral("Describe attribute · web-01"),
                                QStringLiteral("ec2.DescribeInstanceAttribute"));
    auto* failed = new JobDialog(appearance, session(true), QStringLiteral("Delete 12 objects"),
                                 QStringLiteral("s3.DeleteObjects"));
    auto* running = new JobDialog(appearance, session(false), QStringLiteral("Wait until running · web-01"),
                                  QStringLiteral("ec2.DescribeInstances"));
    running->setProgress(QStringLiteral("Asked 3 of at most 40 times, every 15 s"));
    auto window = sideBySide(appearance, {value, failed, running}, {1500, 420});
    // The end shows a dialog, which has to be part of the picture by then.
    value->showValue(Value::map({{"InstanceId", "i-05c0ffee41d2b7a90"},
                                 {"EbsOptimized", Value::map({{"Value", true}})},
                                 {"Groups", Value::list({Value::map({{"GroupId", "sg-1"}})})}}));
    failed->showFailures(
        QStringLiteral("2 of 12 objects failed; the others are done"),
        {{QStringLiteral("2026/07/invoice-2026-07-03.pdf"), QStringLiteral("AccessDenied: Access Denied")},
         {QStringLiteral("2026/07/invoice-2026-07-09.pdf"), QStringLiteral("InternalError: We failed")}},
        true);
    return window;
}

} // namespace inia::ui::gallery
