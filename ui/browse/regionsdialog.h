#pragma once

#include "core/client/client.h"
#include "ui/models/resourcefinder.h"

#include <QtCore/QString>
#include <QtWidgets/QDialog>

#include <optional>
#include <string>
#include <vector>

class QListWidget;

namespace inia::ui {

class Appearance;
class Button;
class TextLabel;

// In which regions a collection is listed: those of the partition, checked where the service is known to be.
// Which of them the account has enabled is asked of EC2, when somebody wants to know.
class RegionsDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RegionsDialog)

public:
    struct Choice {
        QString what; // "instances"
        std::vector<ServiceResources::ServiceRegion> regions;
        std::vector<std::string> chosen; // empty: all that have the service
        std::optional<Client> ec2;
    };

    RegionsDialog(const Appearance& appearance, Choice choice, QWidget* parent);
    ~RegionsDialog() override;

    // What is checked; "all" alone for all that have the service.
    [[nodiscard]] std::vector<std::string> regions() const;
    [[nodiscard]] QListWidget* list() const { return m_list; }
    // What the account has, and what came of asking.
    void askEnabled();
    [[nodiscard]] QString verdict() const;

signals:
    void chosen(const std::vector<std::string>& regions);

private:
    void check(const std::vector<std::string>& names);
    void checkKnown();
    void takeEnabled();
    void judge();
    [[nodiscard]] std::vector<std::string> checkedNames() const;

    Choice m_choice;
    QListWidget* m_list;
    TextLabel* m_verdict;
    Button* m_apply;
    ReplyPtr m_reply;
};

} // namespace inia::ui
