#pragma once

#include "ui/widgets/windowservices.h"

#include <QtCore/QList>
#include <QtCore/QPoint>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

#include <string>
#include <vector>

namespace inia::tests {

/// Writes down what was asked of the window.
class RecordedServices final : public ui::PageServices {
public:
    void copy(const QString& text) override { copied.append(text); }
    void showCall(quint64 callId) override { shownCalls.append(callId); }
    quint64 callOf(const std::string& requestId) const override
    {
        return !requestId.empty() && requestId == ownRequest ? 7 : 0;
    }
    void go(const ui::Place& place) override { places.push_back(place.uri()); }
    void goToRegion(const std::string& region, const ui::Place& place) override
    {
        places.push_back(place.uri() + " in " + region);
    }
    void openResource(const Resource& resource) override { openedResources.push_back(resource); }
    void openCollection(const Resource& owner, const std::string& name) override
    {
        openedCollections.append(QString::fromStdString(owner.text() + "/" + name));
    }
    void openAddress(const QString& address) override { addresses.append(address); }
    void openAddressOf(const Resource& owner, const QString& address) override
    {
        addresses.append(QString::fromStdString(owner.text() + ": ") + address);
    }
    void notify(const QString& text) override { notices.append(text); }
    void signIn() override { ++signIns; }
    void allowChanges() override { ++allowances; }
    void openUrl(const QUrl& url) override { urls.append(url); }
    void refine(const ui::Place& place) override { places.push_back(place.uri()); }
    void up() override { ++ups; }
    void showMenu(const std::vector<Resource>&, const QPoint&) override {}
    void deleteResources(const std::vector<Resource>&, const QPoint&) override {}

    std::string ownRequest; // that call 7 was answered with
    QStringList copied;
    QList<quint64> shownCalls;
    std::vector<std::string> places;
    std::vector<Resource> openedResources;
    QStringList openedCollections; // "ec2.Instance(id='i-1')/volumes"
    QStringList addresses;         // "vpc-1", "ec2.Instance(id='i-1'): vpc-1"
    QStringList notices;
    int signIns = 0;
    int allowances = 0;
    int ups = 0;
    QList<QUrl> urls;
};

} // namespace inia::tests
